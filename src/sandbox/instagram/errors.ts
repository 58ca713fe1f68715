/** Meta's error bodies. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes */
import { type Answer, answer } from "../wire.ts";

interface Known {
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
  readonly title?: string;
  readonly said?: string;
  readonly transient?: boolean;
}

const known = {
  expired: { code: 190, subcode: 463, message: "Error validating access token: Session has expired. The session was invalidated." },
  badToken: { code: 190, message: "Invalid OAuth access token - Cannot parse access token" },
  noToken: { code: 2500, message: "An active access token must be used to query information about the current user." },
  notYours: { code: 10, message: "Application does not have permission for this action" },
  notThere: {
    code: 100,
    subcode: 33,
    message: "Unsupported request. Object does not exist, cannot be loaded due to missing permissions, or does not support this operation.",
  },
  badVersion: { code: 2635, message: "You are calling an unknown or deprecated version of the API. Please update to the latest version." },
  badMediaType: { code: 100, subcode: 2207023, message: "The media type is unknown.", title: "Unknown media type" },
  badCarousel: {
    code: 100,
    subcode: 2207028,
    message: "Your post won't work as a carousel. Carousels need at least 2 and no more than 10 photos or videos.",
  },
  tooManyMentions: { code: 100, subcode: 2207040, message: "Cannot use more than 20 tags in a caption.", title: "Too many tags" },
  unreachable: {
    code: 9004,
    subcode: 2207052,
    message: "Only photo or video can be accepted as media type.",
    title: "Media download has failed",
    said: "The media could not be fetched from this uri.",
  },
  tooLarge: {
    code: 36000,
    subcode: 2207004,
    message: "The image size is too large.",
    title: "Image size too large",
    said: "The image is too large to download. It should be less than 8 MiB.",
  },
  notJpeg: { code: 36001, subcode: 2207005, message: "The image format is not supported.", said: "Only JPEG can be published." },
  badAspect: {
    code: 36003,
    subcode: 2207009,
    message: "The submitted image has an unsupported aspect ratio.",
    title: "Invalid aspect ratio",
  },
  captionTooLong: { code: 36004, subcode: 2207010, message: "The caption was too long." },
  videoFormat: { code: 352, subcode: 2207026, message: "The video format is not supported. The stand-in takes pictures only." },
  notReady: {
    code: 9007,
    subcode: 2207027,
    message: "Media ID is not available",
    said: "The media is not ready for publishing, please wait for a moment.",
  },
  containerGone: {
    code: 24,
    subcode: 2207008,
    message: "The requested resource does not exist",
    said: "The media builder with creation id does not exist or has been expired.",
  },
  dailyCap: {
    code: 9,
    subcode: 2207042,
    message: "Application request limit reached",
    said: "You reached maximum number of posts that is allowed to be published by Content Publishing API.",
  },
  spam: {
    code: 4,
    subcode: 2207051,
    message: "Application request limit reached",
    said: "We restrict certain activity to protect our community.",
  },
  tooManyCalls: { code: 4, message: "Application request limit reached", transient: true },
  tooYoung: { code: 10, message: "The access token must be at least 24 hours old to be refreshed." },
  broken: { code: 1, message: "An unknown error has occurred.", transient: true },
  /** Wording ours: what Meta says to a second publish is not documented. */
  published: { code: 100, message: "The media container was published before." },
} as const satisfies Record<string, Known>;

export type InstagramErrorName = keyof typeof known;

/** The error as Meta sends it; `status` is 400 but for faults on its side. */
export function instagramError(name: InstagramErrorName, status = 400): Answer {
  const { code, subcode, message, title, said, transient }: Known = known[name];
  return answer(status, {
    error: {
      message,
      type: "OAuthException",
      code,
      ...(subcode !== undefined && { error_subcode: subcode }),
      is_transient: transient ?? false,
      ...(title !== undefined && { error_user_title: title }),
      ...(said !== undefined && { error_user_msg: said }),
      fbtrace_id: "AsandboxSandboxSandbox0",
    },
  });
}

/** A parameter that is missing, unknown or of the wrong kind. */
export function badParameter(message: string): Answer {
  const body = {
    message: `(#100) ${message}`,
    type: "OAuthException",
    code: 100,
    is_transient: false,
    fbtrace_id: "AsandboxSandboxSandbox0",
  };
  return answer(400, { error: body });
}

/** What Meta says where something is wrong on its side or with the client as a whole. */
export function failure(status: number): Answer {
  if (status === 401) return instagramError("badToken", 401);
  if (status === 403) return instagramError("notYours", 403);
  if (status === 429) return instagramError("tooManyCalls", 429);
  return instagramError("broken", status);
}
