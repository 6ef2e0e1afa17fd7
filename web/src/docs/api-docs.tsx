import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { asApiError } from "@/api/api-error";
import { describeError } from "@/lib/describe-error";
import { Logo } from "@/ui/logo";
import { Button } from "@/ui/button";
import { DocumentProvider } from "./document-context";
import { MethodBadge } from "./method-badge";
import { operationsByTag } from "./openapi";
import { OperationView } from "./operation-view";
import { readDocument } from "./read-document";

// The interactive reference: everything /openapi.json describes, to read and to try.
export default function ApiDocs() {
  const { t } = useTranslation();
  const { data: document, error, refetch } = useQuery({ queryKey: ["openapi"], queryFn: readDocument, staleTime: Infinity });
  useEffect(() => {
    window.document.title = `${t("docs.title")} · Parlance`;
  }, [t]);

  if (error)
    return (
      <main className="flex h-dvh flex-col items-center justify-center gap-4 p-8 text-center">
        <h1 className="text-lg font-semibold">{t("docs.failed")}</h1>
        <p className="text-sm text-muted">{describeError(asApiError(error))}</p>
        <Button onClick={() => void refetch()}>{t("error.retry")}</Button>
      </main>
    );
  if (!document) return <main className="h-dvh" aria-busy />;

  const groups = [...operationsByTag(document)];
  return (
    <DocumentProvider value={document}>
      <div className="flex h-dvh">
        <nav
          aria-label={t("docs.operations")}
          tabIndex={0}
          className="w-72 shrink-0 overflow-y-auto border-e border-line bg-sunken p-4 max-md:hidden"
        >
          <Link to="/" className="mb-4 flex items-center gap-2.5 rounded-lg px-2 py-1 font-semibold tracking-tight">
            <Logo className="size-6" />
            Parlance
          </Link>
          {groups.map(([tag, operations]) => (
            <section key={tag}>
              <h2 className="px-2 pt-3 pb-1 text-xs font-medium text-muted">{tag}</h2>
              <ul>
                {operations.map(({ id, method, path, summary }) => (
                  <li key={id}>
                    <a href={`#${id}`} title={path} className="flex items-center gap-2 rounded-lg px-2 py-1.5 text-sm hover:bg-hover">
                      <MethodBadge method={method} />
                      <span className="truncate">{summary ?? path}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <main tabIndex={0} aria-labelledby="docs-title" className="min-w-0 flex-1 overflow-y-auto scroll-smooth outline-offset-[-2px]">
          <div className="mx-auto max-w-4xl px-5 py-10 sm:px-10">
            <h1 id="docs-title" className="text-3xl font-semibold tracking-tight">
              {t("docs.title")}
            </h1>
            <p className="mt-2 text-muted">
              {document.info.title} {document.info.version} ·{" "}
              <a href="/openapi.json" className="text-accent underline underline-offset-3">
                openapi.json
              </a>
            </p>
            {groups.map(([tag, operations]) => (
              <section key={tag} aria-labelledby={`tag-${tag}`}>
                <h2 id={`tag-${tag}`} className="mt-12 mb-4 text-xl font-semibold capitalize">
                  {tag}
                </h2>
                <div className="space-y-3">
                  {operations.map((operation) => (
                    <OperationView key={operation.id} operation={operation} />
                  ))}
                </div>
              </section>
            ))}
          </div>
        </main>
      </div>
    </DocumentProvider>
  );
}
