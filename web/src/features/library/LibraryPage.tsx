/** All videos of the reader, the newest first; an operator sees everyone's. */

import { Group, Loader, Stack, Text } from "@mantine/core";
import type { VideoSummary } from "@podreel/client";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/shared/api/session";
import { formatsOf } from "@/shared/formats";
import { PageTitle } from "@/shared/ui/PageTitle";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { DeleteQuestion } from "./DeleteQuestion";
import { NothingFound, NoVideos } from "./EmptyLibrary";
import { LibraryFilters } from "./LibraryFilters";
import type { LibrarySearch } from "./search";
import { useLibrary } from "./useLibrary";
import { VideoList } from "./VideoList";

const route = getRouteApi("/own/videos");

export function LibraryPage() {
  const { t } = useTranslation("library");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const count = useRef<HTMLParagraphElement>(null);
  const { list, videos, total, news, see } = useLibrary(search);
  const isFiltered = search.status !== undefined || search.text !== undefined;
  const isEmpty = list.isSuccess && videos.length === 0;
  const clear = (): void => {
    void navigate({ search: {} });
    count.current?.focus();
  };
  return (
    <Stack gap="md">
      <Group justify="space-between" align="baseline">
        <PageTitle>{t("title")}</PageTitle>
        <Text ref={count} role="status" tabIndex={-1} c="dimmed" size="sm">
          {list.isSuccess ? <Count total={total} found={videos.length} isFiltered={isFiltered} /> : null}
        </Text>
      </Group>
      {isEmpty && !isFiltered ? null : (
        <LibraryFilters
          search={search}
          onChange={(next, { replace }) => void navigate({ search: next, replace })}
        />
      )}
      {list.isPending ? <Waiting /> : null}
      {list.isLoadingError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {news.isError ? <Problem error={news.error} onRetry={() => void news.refetch()} /> : null}
      {isEmpty ? isFiltered ? <NothingFound onClear={clear} /> : <NoVideos /> : null}
      {videos.length > 0 ? (
        <Found search={search} library={{ list, videos, total, see }} onGone={() => count.current?.focus()} />
      ) : null}
    </Stack>
  );
}

interface FoundProps {
  readonly search: LibrarySearch;
  readonly library: Pick<ReturnType<typeof useLibrary>, "list" | "videos" | "total" | "see">;
  /** The row that had the focus is no longer there. */
  readonly onGone: () => void;
}

function Found({ search, library, onGone }: FoundProps) {
  const { t } = useTranslation("library");
  const session = useSession();
  const [asked, setAsked] = useState<VideoSummary>();
  const { list, videos, total, see } = library;
  const { fetchNextPage, hasNextPage, isFetching, isFetchNextPageError } = list;
  const mayAsk = hasNextPage && !isFetching && !isFetchNextPageError;
  const more = useCallback(() => {
    if (mayAsk) void fetchNextPage();
  }, [mayAsk, fetchNextPage]);
  return (
    <>
      <VideoList
        key={JSON.stringify(search)}
        videos={videos}
        total={total}
        isOld={list.isPlaceholderData}
        showsCaller={session.data?.role === "operator" && !session.data.is_keyless}
        onNearEnd={more}
        onSee={see}
        onDelete={setAsked}
      />
      {isFetchNextPageError ? (
        <Problem error={list.error} onRetry={() => void fetchNextPage()} />
      ) : list.isFetchingNextPage ? (
        <Group justify="center" role="status">
          <Loader size="sm" aria-label={t("more")} />
        </Group>
      ) : null}
      {asked ? (
        <DeleteQuestion
          video={asked}
          onKeep={() => setAsked(undefined)}
          onDeleted={() => {
            setAsked(undefined);
            onGone();
          }}
        />
      ) : null}
    </>
  );
}

interface CountProps {
  readonly total: number | null;
  readonly found: number;
  readonly isFiltered: boolean;
}

function Count({ total, found, isFiltered }: CountProps) {
  const { t, i18n } = useTranslation("library");
  const shown = formatsOf(i18n.language).number(total ?? found);
  if (total === null) return t("count.atLeast", { shown });
  return t(isFiltered ? "count.found" : "count.all", { count: total, shown });
}
