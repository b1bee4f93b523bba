/** All German texts, loaded together when they are wanted. */

const files = import.meta.glob<Record<string, unknown>>("./*.json", { eager: true, import: "default" });

export default Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ""), texts]),
);
