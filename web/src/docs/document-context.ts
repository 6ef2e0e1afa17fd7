import { createContext, useContext } from "react";
import type { Document } from "./openapi";

const context = createContext<Document>({ info: { title: "", version: "" }, paths: {} });

export const DocumentProvider = context.Provider;

export const useDocument = () => useContext(context);
