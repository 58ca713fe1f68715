/** A link that opens WhatsApp with a text in it; who gets it is chosen there. Works without script. */
export function whatsApp(text: string): string {
  return `https://wa.me/?text=${encodeURIComponent(text.toWellFormed())}`;
}
