/** One section's picture, or a sentence in its place. */

import { AspectRatio, Center, Image, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface SectionPictureProps {
  readonly url: string;
  readonly number: number;
  readonly title: string;
}

export function SectionPicture({ url, number, title }: SectionPictureProps) {
  const { t } = useTranslation("making");
  const [isBroken, setIsBroken] = useState(false);
  const name = title === "" ? t("section", { number }) : t("sectionTitled", { number, title });
  return (
    <li style={{ listStyle: "none" }}>
      <figure style={{ margin: 0 }}>
        <AspectRatio ratio={16 / 9} bg="dark.8" style={{ borderRadius: 8, overflow: "hidden" }}>
          {isBroken ? (
            <Center p="sm" c="white" ta="center">
              {t("noPicture")}
            </Center>
          ) : (
            <Image
              src={url}
              alt={t("pictureOf", { name })}
              fit="contain"
              loading="lazy"
              onError={() => setIsBroken(true)}
            />
          )}
        </AspectRatio>
        <Text component="figcaption" size="sm" mt={4} dir="auto">
          {name}
        </Text>
      </figure>
    </li>
  );
}
