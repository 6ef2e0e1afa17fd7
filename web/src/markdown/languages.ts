import type { LanguageInput } from "shiki/core";

type Loader = () => Promise<{ default: LanguageInput }>;

interface Language {
  name: string;
  extension: string;
  load: Loader;
}

// The languages that are highlighted, each fetched when first needed.
const languages: Record<string, Language> = {
  bash: { name: "Shell", extension: "sh", load: () => import("shiki/langs/bash.mjs") },
  c: { name: "C", extension: "c", load: () => import("shiki/langs/c.mjs") },
  cmake: { name: "CMake", extension: "cmake", load: () => import("shiki/langs/cmake.mjs") },
  cpp: { name: "C++", extension: "cpp", load: () => import("shiki/langs/cpp.mjs") },
  csharp: { name: "C#", extension: "cs", load: () => import("shiki/langs/csharp.mjs") },
  css: { name: "CSS", extension: "css", load: () => import("shiki/langs/css.mjs") },
  diff: { name: "Diff", extension: "diff", load: () => import("shiki/langs/diff.mjs") },
  docker: { name: "Dockerfile", extension: "dockerfile", load: () => import("shiki/langs/docker.mjs") },
  go: { name: "Go", extension: "go", load: () => import("shiki/langs/go.mjs") },
  html: { name: "HTML", extension: "html", load: () => import("shiki/langs/html.mjs") },
  ini: { name: "INI", extension: "ini", load: () => import("shiki/langs/ini.mjs") },
  java: { name: "Java", extension: "java", load: () => import("shiki/langs/java.mjs") },
  javascript: { name: "JavaScript", extension: "js", load: () => import("shiki/langs/javascript.mjs") },
  json: { name: "JSON", extension: "json", load: () => import("shiki/langs/json.mjs") },
  jsx: { name: "JSX", extension: "jsx", load: () => import("shiki/langs/jsx.mjs") },
  kotlin: { name: "Kotlin", extension: "kt", load: () => import("shiki/langs/kotlin.mjs") },
  latex: { name: "LaTeX", extension: "tex", load: () => import("shiki/langs/latex.mjs") },
  lua: { name: "Lua", extension: "lua", load: () => import("shiki/langs/lua.mjs") },
  markdown: { name: "Markdown", extension: "md", load: () => import("shiki/langs/markdown.mjs") },
  php: { name: "PHP", extension: "php", load: () => import("shiki/langs/php.mjs") },
  powershell: { name: "PowerShell", extension: "ps1", load: () => import("shiki/langs/powershell.mjs") },
  python: { name: "Python", extension: "py", load: () => import("shiki/langs/python.mjs") },
  r: { name: "R", extension: "r", load: () => import("shiki/langs/r.mjs") },
  ruby: { name: "Ruby", extension: "rb", load: () => import("shiki/langs/ruby.mjs") },
  rust: { name: "Rust", extension: "rs", load: () => import("shiki/langs/rust.mjs") },
  sql: { name: "SQL", extension: "sql", load: () => import("shiki/langs/sql.mjs") },
  swift: { name: "Swift", extension: "swift", load: () => import("shiki/langs/swift.mjs") },
  toml: { name: "TOML", extension: "toml", load: () => import("shiki/langs/toml.mjs") },
  tsx: { name: "TSX", extension: "tsx", load: () => import("shiki/langs/tsx.mjs") },
  typescript: { name: "TypeScript", extension: "ts", load: () => import("shiki/langs/typescript.mjs") },
  xml: { name: "XML", extension: "xml", load: () => import("shiki/langs/xml.mjs") },
  yaml: { name: "YAML", extension: "yaml", load: () => import("shiki/langs/yaml.mjs") },
};

const aliases: Record<string, string> = {
  "c++": "cpp", cc: "cpp", h: "cpp", hpp: "cpp", "c#": "csharp", cs: "csharp", console: "bash", dockerfile: "docker",
  golang: "go", js: "javascript", jsonc: "json", kt: "kotlin", md: "markdown", mjs: "javascript", nginx: "ini",
  ps1: "powershell", py: "python", rb: "ruby", rs: "rust", sh: "bash", shell: "bash", svg: "xml", tex: "latex",
  ts: "typescript", yml: "yaml", zsh: "bash",
};

const key = (tag: string) => {
  const lower = tag.toLowerCase();
  return aliases[lower] ?? lower;
};

export const languageKey = (tag: string): string | null => (Object.hasOwn(languages, key(tag)) ? key(tag) : null);

export const loadLanguage = (known: string): Promise<{ default: LanguageInput }> => languages[known]!.load();

// What the header of a code block says, and how a downloaded file ends. An unknown tag is shown as it is, but short.
export const languageName = (tag: string): string => languages[languageKey(tag) ?? ""]?.name ?? tag.slice(0, 24);

export const fileExtension = (tag: string): string => languages[languageKey(tag) ?? ""]?.extension ?? "txt";
