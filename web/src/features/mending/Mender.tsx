/** The editor of one video: its words, its pictures, and what will be made of them. */

import { Grid, Stack, Tabs, Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConfig } from "@/shared/api/config";
import { DraftLines } from "./Drafts";
import type { SpokenText } from "./explanation";
import { LeaveQuestion } from "./LeaveQuestion";
import { NewerEdits } from "./NewerEdits";
import { Locked, Pictures } from "./Pictures";
import { PlanPanel } from "./PlanPanel";
import { SubmitProblem } from "./SubmitProblem";
import { type Check, useCheck } from "./useCheck";
import { type Mending, useMending } from "./useMending";
import { useNewerEdits } from "./useNewerEdits";
import { useSubmit } from "./useSubmit";
import { WordsEditor } from "./WordsEditor";
import { requestOf } from "./wishes";
import { faultsOf } from "./wordFaults";

interface MenderProps {
  readonly video: Video;
  readonly text: SpokenText;
}

type Half = "words" | "pictures";

export function Mender({ video, text }: MenderProps) {
  const navigate = useNavigate();
  const isOwnScript = video.request?.script != null;
  const [half, setHalf] = useState<Half>(isOwnScript ? "pictures" : "words");
  const mending = useMending(video, text, isOwnScript, half === "pictures");
  const { keeping, plan } = mending;
  const isSent = useRef(false);
  const newer = useNewerEdits(video);
  const check = useCheck(mending.scriptChanges.isAny || half === "pictures" ? mending.pieces : undefined);
  const sending = useSubmit(video, (videoId) => {
    isSent.current = true;
    keeping.send(videoId);
    void navigate({ to: "/videos/$videoId", params: { videoId } });
  });
  const { hindrance, doubt } = useHindrance(mending, text, check, isOwnScript);
  const make = (isLinked: boolean): void => {
    const request = requestOf(video, mending.change(), keeping.work.choices, isLinked);
    sending.mutate({ request, told: newer.told });
  };
  return (
    <Stack>
      <Stack gap={0}>
        <NewerEdits edits={newer.edits} />
        <DraftLines videoId={video.video_id} generation={video.generation} keeping={keeping} />
      </Stack>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Halves {...{ video, text, mending, check, isOwnScript, half, setHalf }} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack
            pos={{ base: "static", md: "sticky" }}
            top={72}
            mah={{ md: "calc(100vh - 5rem)" }}
            style={{ overflowY: "auto" }}
          >
            <PlanPanel
              {...{ video, plan, hindrance, doubt }}
              choices={keeping.work.choices}
              choose={(choices) => keeping.change({ choices })}
              isSending={sending.isPending}
              make={() => make(true)}
            />
            <SubmitProblem error={sending.error} retry={() => make(true)} makeAlone={() => make(false)} />
          </Stack>
        </Grid.Col>
      </Grid>
      <LeaveQuestion isChanged={plan.mode !== "nothing"} isSent={isSent} discard={keeping.discard} />
    </Stack>
  );
}

interface HalvesProps extends MenderProps {
  readonly mending: Mending;
  readonly check: Check;
  readonly isOwnScript: boolean;
  readonly half: Half;
  readonly setHalf: (half: Half) => void;
}

/** Words and pictures. Edited words come with new pictures, so only one of both is edited at a time. */
function Halves({ video, text, mending, check, isOwnScript, half, setHalf }: HalvesProps) {
  const { t } = useTranslation("mending");
  const { keeping, words, wordChanges, scriptChanges } = mending;
  const degraded = new Set(text.sections.filter((each) => each.is_degraded).map(({ number }) => number));
  const hasScript = video.files.some(({ name }) => name === "script.py");
  const areWordsLocked = scriptChanges.isAny;
  return (
    <Tabs value={half} onChange={(value) => setHalf(value === "pictures" ? "pictures" : "words")}>
      <Tabs.List mb="md">
        <Tabs.Tab value="words" disabled={isOwnScript}>
          {t("words.tab")}
        </Tabs.Tab>
        <Tabs.Tab value="pictures" disabled={!hasScript}>
          {t("editor.tab")}
        </Tabs.Tab>
      </Tabs.List>
      {hasScript ? null : (
        <Text size="sm" mb="md">
          {t("lock.noScript")}
        </Text>
      )}
      {isOwnScript ? (
        <Text size="sm" mb="md">
          {t("lock.ownScript")}
        </Text>
      ) : null}
      <Tabs.Panel value="words">
        {areWordsLocked ? (
          <Locked
            sentence={t("lock.words")}
            action={t("lock.dropPictures")}
            unlock={() => keeping.change({ pieces: null })}
          />
        ) : null}
        <fieldset disabled={areWordsLocked} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
          <WordsEditor before={text} words={words} language={video.language} write={mending.writeWords} />
        </fieldset>
      </Tabs.Panel>
      <Tabs.Panel value="pictures">
        {half === "pictures" ? (
          <Pictures
            before={mending.before}
            pieces={mending.pieces}
            error={mending.scriptError}
            retry={mending.loadScript}
            degraded={degraded}
            isLocked={wordChanges.isAny}
            unlock={() => keeping.change({ words: null })}
            check={check}
            write={mending.writeCode}
          />
        ) : null}
      </Tabs.Panel>
    </Tabs>
  );
}

/** Why the changes can't be sent as they are, and what makes it likely that their video fails. */
function useHindrance(mending: Mending, text: SpokenText, check: Check, isOwnScript: boolean) {
  const { t } = useTranslation("mending");
  const config = useConfig();
  if (isOwnScript && mending.pieces === undefined) return { hindrance: t("plan.noScript"), doubt: undefined };
  if (isOwnScript || mending.plan.mode === "script") {
    const errors = check.found?.filter(({ finding }) => finding.severity === "error").length ?? 0;
    return { hindrance: undefined, doubt: errors === 0 ? undefined : t("plan.doubt", { count: errors }) };
  }
  const most = config.data?.limits.explanation_max_characters ?? Number.POSITIVE_INFINITY;
  const { fields, isSilent, characters, isTooLong } = faultsOf(text, mending.words, most);
  let hindrance: string | undefined;
  if (isSilent) hindrance = t("plan.silent");
  else if (isTooLong) hindrance = t("plan.tooLong", { characters, most });
  else if (fields > 0) hindrance = t("plan.faults", { count: fields });
  return { hindrance, doubt: undefined };
}
