/** For operators: what waits, what runs, what failed and why, and how the service is. */

import { Alert, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/shared/api/session";
import { PageTitle } from "@/shared/ui/PageTitle";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { FailedVideos } from "./FailedVideos";
import { LogWindow } from "./LogWindow";
import { QueuedVideos } from "./QueuedVideos";
import { RunningVideos } from "./RunningVideos";
import { ServiceHealth } from "./ServiceHealth";
import { useOperations } from "./useOperations";

const route = getRouteApi("/own/operations");

export function OperationsPage() {
  const { t } = useTranslation("operations");
  const session = useSession();
  const isOperator = session.data?.role === "operator";
  return (
    <Stack gap="lg">
      <PageTitle>{t("title")}</PageTitle>
      {isOperator ? <Overview /> : <Text>{t("operatorsOnly")}</Text>}
    </Stack>
  );
}

function Overview() {
  const { t } = useTranslation("operations");
  const { log } = route.useSearch();
  const navigate = route.useNavigate();
  const operations = useOperations();
  const { data, dataUpdatedAt: now } = operations;
  if (operations.isPending) return <Waiting />;
  return (
    <>
      {operations.isError ? (
        <Problem error={operations.error} onRetry={() => void operations.refetch()} />
      ) : null}
      {data?.closed_because ? (
        <Alert role="alert" color="orange" title={t("closed")}>
          <Text dir="auto">{data.closed_because}</Text>
        </Alert>
      ) : null}
      {data ? (
        <>
          <RunningVideos videos={data.running} now={now} />
          <QueuedVideos videos={data.queued} now={now} />
          <FailedVideos videos={data.failed} />
          <ServiceHealth disk={data.disk} />
        </>
      ) : null}
      {log === undefined ? null : (
        <LogWindow
          key={log}
          videoId={log}
          onClose={() => void navigate({ search: {}, resetScroll: false })}
        />
      )}
    </>
  );
}
