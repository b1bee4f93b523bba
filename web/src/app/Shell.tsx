/** The frame around every page: its name, the ways to the other pages, and the reader's choices. */

import { Anchor, AppShell, Burger, Container, Group, NavLink, Stack, Text } from "@mantine/core";
import { useDisclosure, useNetwork } from "@mantine/hooks";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/shared/api/session";
import { Choices } from "./Choices";

const PLACES = [
  { to: "/", text: "nav.ask", isForOperators: false },
  { to: "/videos", text: "nav.library", isForOperators: false },
  { to: "/operations", text: "nav.operations", isForOperators: true },
] as const;

export function Shell() {
  const { t } = useTranslation("app");
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { online } = useNetwork();
  const isGuest = useRouterState({ select: (state) => "share" in state.location.search });
  const session = useSession({ isGuest });
  const places = PLACES.filter((place) => !place.isForOperators || session.data?.role === "operator");
  const links = places.map((place) => (
    <NavLink
      key={place.to}
      renderRoot={(props) => <Link to={place.to} {...props} />}
      label={t(place.text)}
      active={path === place.to}
      {...(path === place.to ? { "aria-current": "page" as const } : {})}
      w="auto"
      bdrs="md"
      onClick={close}
    />
  ));
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 260, breakpoint: "md", collapsed: { desktop: true, mobile: !isOpen } }}
      padding="md"
    >
      <a className="visually-hidden" href="#content">
        {t("skip")}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="md" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={t("nav.menu")}
              aria-expanded={isOpen}
            />
            <Anchor renderRoot={(props) => <Link to="/" {...props} />} underline="never" c="inherit" fw={700}>
              {t("name")}
            </Anchor>
            <Group component="nav" gap={4} visibleFrom="md" wrap="nowrap" aria-label={t("nav.label")}>
              {session.data ? links : null}
            </Group>
          </Group>
          <Group visibleFrom="md">
            <Choices session={session.data} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" aria-label={t("nav.label")} aria-hidden={!isOpen}>
        {isOpen ? (
          <Stack gap="lg">
            {session.data ? <Stack gap={4}>{links}</Stack> : null}
            <Choices session={session.data} isStacked />
          </Stack>
        ) : null}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Container size="lg" px={0}>
          {online ? null : (
            <Text role="status" size="sm" mb="sm">
              {t("offline")}
            </Text>
          )}
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}
