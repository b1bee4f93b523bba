/** The endless list: only the rows near the screen are in the page. */

import type { VideoSummary } from "@podreel/client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./library.module.css";
import { rangeWith, useKeptPlace, useRowHeight, useTopOf } from "./places";
import { VideoRow } from "./VideoRow";

const OVERSCAN = 6;
/** So many rows before the end the next page is asked for. */
const AHEAD = 20;

interface VideoListProps {
  readonly videos: readonly VideoSummary[];
  /** Null while nobody knows. */
  readonly total: number | null;
  /** Shown until those of another filter are there. */
  readonly isOld: boolean;
  readonly showsCaller: boolean;
  readonly onNearEnd: () => void;
  readonly onSee: (videoId: string | undefined) => void;
  readonly onDelete: (video: VideoSummary) => void;
}

export function VideoList(props: VideoListProps) {
  const rowHeight = useRowHeight();
  return <Rows key={rowHeight} {...props} rowHeight={rowHeight} />;
}

function Rows({ videos, total, rowHeight, ...props }: VideoListProps & { readonly rowHeight: number }) {
  const { t } = useTranslation("library");
  const { isOld, showsCaller, onNearEnd, onSee, onDelete } = props;
  const list = useRef<HTMLUListElement>(null);
  const top = useTopOf(list);
  const ids = useMemo(() => videos.map((video) => video.video_id), [videos]);
  const [focused, setFocused] = useState<number>();
  const virtual = useWindowVirtualizer<HTMLLIElement>({
    count: videos.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor: (range) => rangeWith(range, focused),
  });
  const rows = virtual.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  const seen = ids[startIndex];
  useKeptPlace({ ids, index: startIndex }, rowHeight, top);
  useEffect(() => onSee(seen), [seen, onSee]);
  const isNearEnd = endIndex >= videos.length - AHEAD;
  // Again after each page, until the end is far away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of videos is what a page changes
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, videos.length, onNearEnd]);
  return (
    <ul
      ref={list}
      className={styles["list"]}
      aria-label={t("title")}
      aria-busy={isOld}
      style={{ height: virtual.getTotalSize() }}
      onBlur={() => setFocused(undefined)}
    >
      {rows.map((row) => {
        const video = videos[row.index];
        return video === undefined ? null : (
          <li
            key={row.key}
            ref={virtual.measureElement}
            data-index={row.index}
            className={styles["row"]}
            style={{ minHeight: rowHeight, transform: `translateY(${row.start - top}px)` }}
            aria-posinset={row.index + 1}
            aria-setsize={total === null ? -1 : Math.max(total, videos.length)}
            onFocus={() => setFocused(row.index)}
          >
            <VideoRow
              video={video}
              showsCaller={showsCaller}
              isPassing={virtual.isScrolling}
              onDelete={onDelete}
            />
          </li>
        );
      })}
    </ul>
  );
}
