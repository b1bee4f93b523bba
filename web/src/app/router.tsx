/** The pages and their addresses. Each page's code is loaded when it is opened. */

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from "@tanstack/react-router";
import { readLibrarySearch } from "@/features/library/search";
import { readOperationsSearch } from "@/features/operations/search";
import { Waiting } from "@/shared/ui/Waiting";
import { Broken, Lost } from "./Lost";
import { RequireSession } from "./RequireSession";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: Lost, errorComponent: Broken });
/** Pages for those who are signed in; a shared link opens a video without. */
const own = createRoute({ getParentRoute: () => root, id: "own", component: RequireSession });

const ask = createRoute({
  getParentRoute: () => own,
  path: "/",
  // The video whose question is asked again.
  validateSearch: (search): { again?: string } =>
    typeof search["again"] === "string" ? { again: search["again"] } : {},
  component: lazyRouteComponent(() => import("@/features/ask/AskPage"), "AskPage"),
});
const library = createRoute({
  getParentRoute: () => own,
  path: "/videos",
  validateSearch: readLibrarySearch,
  component: lazyRouteComponent(() => import("@/features/library/LibraryPage"), "LibraryPage"),
});
const operations = createRoute({
  getParentRoute: () => own,
  path: "/operations",
  validateSearch: readOperationsSearch,
  component: lazyRouteComponent(() => import("@/features/operations/OperationsPage"), "OperationsPage"),
});
const mend = createRoute({
  getParentRoute: () => own,
  path: "/videos/$videoId/edit",
  component: lazyRouteComponent(() => import("./MendRoute"), "MendRoute"),
});
const video = createRoute({
  getParentRoute: () => root,
  path: "/videos/$videoId",
  validateSearch: (search): { share?: string } =>
    typeof search["share"] === "string" ? { share: search["share"] } : {},
  component: lazyRouteComponent(() => import("./VideoRoute"), "VideoRoute"),
});

const tree = root.addChildren([own.addChildren([ask, library, operations, mend]), video]);

export function createPages(history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}
