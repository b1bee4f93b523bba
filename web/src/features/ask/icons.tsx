/** The few signs of this page; the words beside them tell what they mean. */

import type { ReactNode } from "react";

function Sign({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const FileSign = () => (
  <Sign>
    <path d="M9 1.5H4a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V5.5zM9 1.5v4h4M5.5 9h5M5.5 11.5h3" />
  </Sign>
);

export const PlaySign = () => (
  <Sign>
    <path d="M5 3v10l8-5z" fill="currentColor" />
  </Sign>
);

export const StopSign = () => (
  <Sign>
    <path d="M4 4h8v8H4z" fill="currentColor" />
  </Sign>
);

export const FoldSign = ({ isOpen }: { readonly isOpen: boolean }) => (
  <Sign>
    <path d={isOpen ? "M3 10.5 8 5.5l5 5" : "M3 5.5l5 5 5-5"} />
  </Sign>
);
