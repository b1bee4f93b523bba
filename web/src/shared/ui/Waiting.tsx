/** Shown while a page's data is on its way. */

import { Center, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function Waiting() {
  const { t } = useTranslation("app");
  return (
    <Center mih="40vh" role="status">
      <Loader aria-label={t("loading")} />
    </Center>
  );
}
