/** A picture of each finished section, as soon as there is one. */

import { SimpleGrid, Stack, Title } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { withTicket } from "@/shared/api/podreel";
import { sectionTitles } from "@/shared/text/markdown";
import { SectionPicture } from "./SectionPicture";

interface PicturesProps {
  readonly video: Video;
  readonly share: string | undefined;
}

export function Pictures({ video, share }: PicturesProps) {
  const { t } = useTranslation("making");
  if (video.section_pictures.length === 0) return null;
  const titles = sectionTitles(video.refined_explanation ?? video.initial_explanation ?? "");
  const pictures = video.section_pictures.map((url) => ({ url, number: sectionNumber(url) }));
  return (
    <Stack component="section" gap="sm" aria-labelledby="pictures">
      <Title order={2} size="h3" id="pictures">
        {t("pictures")}
      </Title>
      <SimpleGrid component="ul" cols={{ base: 1, xs: 2, sm: 3, lg: 4 }} m={0} p={0}>
        {pictures
          .sort((some, other) => some.number - other.number)
          .map(({ url, number }) => (
            <SectionPicture
              // Another attempt may draw another picture under the same name.
              key={`${url} ${video.generation} ${video.attempts}`}
              url={withTicket(url, share)}
              number={number}
              title={titles[number - 1] ?? ""}
            />
          ))}
      </SimpleGrid>
    </Stack>
  );
}

function sectionNumber(url: string): number {
  return Number(/\/(\d+)\.\w+(?:\?|$)/.exec(url)?.[1] ?? 0);
}
