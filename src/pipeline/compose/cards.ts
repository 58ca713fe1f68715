/** The cards of a post: which kinds a summary has the matter for, and what each says. Pure; `cards/` at the root draws them. */
export { altFor } from "./cards/alt.ts";
export { carousel } from "./cards/carousel.ts";
export { asChosen } from "./cards/chosen.ts";
export { headlineCard } from "./cards/headline.ts";
