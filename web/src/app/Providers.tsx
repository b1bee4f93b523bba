/** What every page stands on: colours, texts and the cache of answers. */

import { DirectionProvider, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { i18n } from "i18next";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { theme, variables } from "./theme";

interface ProvidersProps {
  readonly cache: QueryClient;
  readonly texts: i18n;
  readonly children: ReactNode;
}

export function Providers({ cache, texts, children }: ProvidersProps) {
  return (
    <I18nextProvider i18n={texts}>
      <QueryClientProvider client={cache}>
        <DirectionProvider>
          <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
            <Notifications position="bottom-right" />
            {children}
          </MantineProvider>
        </DirectionProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}
