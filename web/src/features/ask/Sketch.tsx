/** A small drawing for each example. */

import type { ReactNode } from "react";
import style from "./ask.module.css";
import type { ExampleName } from "./examples";

const DRAWINGS: Record<ExampleName, ReactNode> = {
  pythagoras: (
    <>
      <path className={style["accent"]} d="M26 30h20v-14z" />
      <path d="M26 30h20v11h-20zM46 16h14v14h-14zM26 30 16 17 36 3l10 13" />
    </>
  ),
  binary_search: (
    <>
      <path d="M8 36V30M16 36V27M24 36V24M32 36V20" opacity="0.45" />
      <path d="M40 36V17M56 36V10M64 36V7" />
      <path className={style["accent"]} d="M48 36V13" />
      <path d="M37 41h30" />
    </>
  ),
  natural_selection: (
    <>
      <path d="M8 22h14M22 22q8 0 10-8t12-8M22 22q8 0 10 8t12 8M32 14q6 0 12 4" />
      <circle cx="48" cy="6" r="3" opacity="0.45" />
      <circle cx="48" cy="18" r="3" opacity="0.45" />
      <path className={style["accent"]} d="M44 38q2-8 10-8 6 0 7 5l7 3-7 2q-2 3-8 3-6 0-9-5z" />
    </>
  ),
  french_revolution: (
    <>
      <path d="M14 4v38M14 8q10-5 21 0t23 0v20q-12 5-23 0t-21 0" />
      <path className={style["accent"]} d="M29 6.5q8 1 14 3v20q-7 .5-14-3.5z" />
    </>
  ),
  lithium_battery: (
    <>
      <rect x="10" y="10" width="50" height="24" rx="5" />
      <path d="M64 18v8M35 10v24" />
      <circle className={style["accent"]} cx="20" cy="17" r="2.5" />
      <circle className={style["accent"]} cx="26" cy="26" r="2.5" />
      <circle className={style["accent"]} cx="43" cy="22" r="2.5" />
      <path d="M48 22h7m-3-3 3 3-3 3" />
    </>
  ),
  earthquake: (
    <>
      <circle cx="27" cy="17" r="14" />
      <circle cx="46" cy="17" r="12" />
      <circle cx="37" cy="32" r="10" />
      <circle className={style["accent"]} cx="36" cy="23" r="2.5" />
    </>
  ),
};

export function Sketch({ of }: { readonly of: ExampleName }) {
  return (
    <svg className={style["sketch"]} viewBox="0 0 72 44" aria-hidden="true" focusable="false">
      {DRAWINGS[of]}
    </svg>
  );
}
