/** All that a unit test needs: a page, a service that answers it, and values to answer with. */

export { hurry } from "./browser";
export * from "./config";
export * from "./estimates";
export * from "./events";
export { type Page, renderPage } from "./page";
export * from "./people";
export * from "./problems";
export { type Asked, isGone, nothing, on, service } from "./service";
export * from "./timelines";
export * from "./videos";
export * from "./watching";
