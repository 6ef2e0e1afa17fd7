import { ChevronDown } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/class-names";
import { MethodBadge } from "./method-badge";
import { bodySchema, type Operation } from "./openapi";
import { ParameterList } from "./parameter-list";
import { ReplyView } from "./reply-view";
import { SchemaView } from "./schema-view";
import { TryIt } from "./try-it";

// One operation: a line that opens into parameters, body, replies and a form to try it.
export function OperationView({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const { id, method, path, summary, description, parameters = [], requestBody, responses = {} } = operation;
  const [open, setOpen] = useState(() => location.hash === `#${id}`);
  const body = bodySchema(requestBody?.content);

  useEffect(() => {
    const onHash = () => location.hash === `#${id}` && setOpen(true);
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, [id]);

  return (
    <article id={id} className="scroll-mt-4 rounded-2xl border border-line bg-raised">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          className="flex w-full items-center gap-3 rounded-2xl px-4 py-3 text-start hover:bg-hover/60"
          onClick={() => setOpen(!open)}
        >
          <MethodBadge method={method} />
          <span className="min-w-0 flex-1">
            <span className="block font-mono text-sm [overflow-wrap:anywhere]">{path}</span>
            {summary && <span className="block text-sm text-muted">{summary}</span>}
          </span>
          <ChevronDown className={cx("size-4 shrink-0 text-muted transition-transform", open && "rotate-180")} aria-hidden />
        </button>
      </h3>
      {open && (
        <div className="space-y-6 border-t border-line p-4 text-sm">
          {description && <p>{description}</p>}
          {parameters.length > 0 && (
            <Part title={t("docs.parameters")}>
              <ParameterList parameters={parameters} />
            </Part>
          )}
          {body && (
            <Part title={t("docs.body")}>
              <SchemaView schema={body} />
            </Part>
          )}
          <Part title={t("docs.replies")}>
            {Object.entries(responses).map(([status, reply]) => (
              <ReplyView key={status} status={status} reply={reply} />
            ))}
          </Part>
          <Part title={t("docs.try")}>
            <TryIt operation={operation} />
          </Part>
        </div>
      )}
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-2 font-semibold">{title}</h4>
      {children}
    </section>
  );
}
