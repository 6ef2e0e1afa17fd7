import { createContext, useContext } from "react";

const context = createContext(false);

export const OpenBlock = context.Provider;

// True inside the block to which streamed text is still being added.
export const useOpenBlock = () => useContext(context);
