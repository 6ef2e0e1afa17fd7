import { create } from "zustand";
import type { Conversation } from "@/api/types";
import { readStored, writeStored } from "@/lib/storage";

const key = "parlance.sidebar";

interface UiState {
  // The sidebar on wide screens; on narrow ones it is the drawer.
  sidebar: boolean;
  drawer: boolean;
  palette: boolean;
  shortcuts: boolean;
  modelPicker: boolean;
  // The conversation whose sharing is on the screen.
  sharing: Conversation | null;
}

export const useUi = create<UiState>(() => ({
  sidebar: readStored(key) !== "closed",
  drawer: false,
  palette: false,
  shortcuts: false,
  modelPicker: false,
  sharing: null,
}));

const nothing = { palette: false, shortcuts: false, modelPicker: false, drawer: false, sharing: null };

export const closeFloating = () => useUi.setState(nothing);

export const narrowScreen = matchMedia("(max-width: 767px)");

export function toggleSidebar(): void {
  if (narrowScreen.matches) return useUi.setState(({ drawer }) => ({ drawer: !drawer }));
  const sidebar = !useUi.getState().sidebar;
  writeStored(key, sidebar ? null : "closed");
  useUi.setState({ sidebar });
}
