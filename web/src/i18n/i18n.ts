import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  // React escapes; escaping twice would show entities.
  interpolation: { escapeValue: false },
  initAsync: false,
});

document.documentElement.dir = i18next.dir();

export const t = i18next.t.bind(i18next);
export const locale = () => i18next.language;
