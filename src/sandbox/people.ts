/** Who has an account on the stand-ins. The values are made up and open nothing anywhere else. */

export interface XPerson {
  readonly id: string;
  /** Without `@`. */
  readonly handle: string;
  readonly name: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
}

export interface InstagramPerson {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  /** For graph.instagram.com. */
  readonly instagramToken: string;
  /** For graph.facebook.com. */
  readonly facebookToken: string;
}

export interface Channel {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

export interface People {
  readonly x: readonly XPerson[];
  readonly instagram: readonly InstagramPerson[];
  readonly channels: readonly Channel[];
}

/** A person on X; every value follows from the handle, so that a sandbox started again knows its own logins. */
export function xPerson(id: string, handle: string, name: string): XPerson {
  return {
    id,
    handle,
    name,
    apiKey: `sandbox-key-${handle}`,
    apiSecret: `sandbox-key-secret-${handle}`,
    accessToken: `${id}-sandbox${handle}`,
    accessSecret: `sandbox-token-secret-${handle}`,
  };
}

/** A professional account on Instagram, reachable by either login. */
export function instagramPerson(id: string, handle: string, name: string): InstagramPerson {
  return { id, handle, name, instagramToken: `IGsandbox${handle}`, facebookToken: `EAAsandbox${handle}` };
}

/** A YouTube channel and the OAuth client that may read it. */
export function channel(id: string, handle: string, name: string): Channel {
  return {
    id,
    handle,
    name,
    clientId: `sandbox-${handle}.apps.googleusercontent.com`,
    clientSecret: `sandbox-client-secret-${handle}`,
    refreshToken: `sandbox-refresh-${handle}`,
  };
}

/** The outlet on each platform, and on X and Instagram a stranger, whose posts are not the outlet's to answer. */
export const usualPeople: People = {
  x: [
    xPerson("1900000000000000001", "RepublicPolicy", "Republic Policy"),
    xPerson("1900000000000000002", "PassingStranger", "A Passing Stranger"),
  ],
  instagram: [
    instagramPerson("17841400000000001", "republicpolicy", "Republic Policy"),
    instagramPerson("17841400000000002", "passingstranger", "A Passing Stranger"),
  ],
  channels: [channel("UCsandboxRepublicPolicy0", "RepublicPolicy", "Republic Policy")],
};
