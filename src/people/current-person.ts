import { userInfo } from "node:os";

/**
 * Who acts while no people are configured: the operating system's user. A container may run as a number without a name;
 * then the variables that a shell sets answer, and at last the number.
 */
export function currentPerson(env: Readonly<Record<string, string | undefined>>): string {
  const named = env.USER?.trim() || env.LOGNAME?.trim() || env.USERNAME?.trim();
  try {
    return userInfo().username || named || "somebody";
  } catch {
    return named || `user ${process.getuid?.() ?? "unknown"}`;
  }
}
