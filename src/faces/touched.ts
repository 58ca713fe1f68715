/** Of a worker that stays for weeks only the latest posts are named at its end. */
const most = 1_000;

/** Notes that a post was touched, the latest last. */
export function noteTouched(touched: Set<string>, id: string): void {
  touched.delete(id);
  touched.add(id);
  for (const oldest of touched) {
    if (touched.size <= most) return;
    touched.delete(oldest);
  }
}
