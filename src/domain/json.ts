/** What JSON can say. Plans, contents and journals are made of nothing else, so that they hash and store the same anywhere. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
