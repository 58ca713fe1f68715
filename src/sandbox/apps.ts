/** Apps that are registered at the stand-ins. The values are made up and open nothing anywhere else. */

export interface App {
  readonly id: string;
  /** Null: a public client. */
  readonly secret: string | null;
}

export const apps = {
  x: { id: "sandbox-x-client", secret: "sandbox-x-client-secret" },
  xPublic: { id: "sandbox-x-public-client", secret: null },
  instagram: { id: "990000000000001", secret: "sandbox-instagram-app-secret" },
} as const satisfies Readonly<Record<string, App>>;
