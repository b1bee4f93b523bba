/** The links to a video that still work. */

import { Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { type Link, useLinks, useRevoke } from "./links";

interface ShareLinksProps {
  readonly videoId: string;
  /** The link that was just made. */
  readonly newest: string | undefined;
  /** The link that was just made does not work any more. */
  readonly onRevoked: () => void;
}

export function ShareLinks({ videoId, newest, onRevoked }: ShareLinksProps) {
  const { t } = useTranslation("watching");
  const links = useLinks(videoId);
  const revoking = useRevoke(videoId);
  if (links.isPending) return <Waiting />;
  if (links.isError) return <Problem error={links.error} onRetry={() => void links.refetch()} />;
  function revoke(linkId: string): void {
    revoking.mutate(linkId, { onSuccess: () => linkId === newest && onRevoked() });
  }
  return (
    <section aria-labelledby="links">
      <Title order={3} size="h5" id="links" mb="xs">
        {t("share.links")}
      </Title>
      {revoking.isError ? <Problem error={revoking.error} /> : null}
      {links.data.length === 0 ? <Text size="sm">{t("share.none")}</Text> : null}
      <List listStyleType="none" spacing="xs">
        {links.data.map((link) => (
          <LinkLine
            key={link.id}
            link={link}
            isPending={revoking.isPending && revoking.variables === link.id}
            onRevoke={() => revoke(link.id)}
          />
        ))}
      </List>
    </section>
  );
}

interface LinkLineProps {
  readonly link: Link;
  readonly isPending: boolean;
  readonly onRevoke: () => void;
}

function LinkLine({ link, isPending, onRevoke }: LinkLineProps) {
  const { t, i18n } = useTranslation("watching");
  const name = link.label || t("share.noLabel");
  const until = t("share.until", { moment: formatsOf(i18n.language).moment(link.expires_at) });
  return (
    <List.Item styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}>
      <Group justify="space-between" wrap="nowrap">
        <Stack gap={0}>
          <Text size="sm" dir="auto" fw={500} style={{ overflowWrap: "anywhere" }}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {until}
          </Text>
        </Stack>
        <Button
          size="xs"
          variant="default"
          loading={isPending}
          aria-label={t("share.revokeThis", { name, until })}
          onClick={onRevoke}
        >
          {t("share.revoke")}
        </Button>
      </Group>
    </List.Item>
  );
}
