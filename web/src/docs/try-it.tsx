import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { useDocument } from "./document-context";
import { bodySchema, example, type Operation } from "./openapi";
import { sendOperation, type Outcome } from "./send-operation";

const field = "w-full rounded-lg border border-edge bg-page px-3 py-1.5 font-mono text-[0.82rem]";

// A form for one operation, and what the server answered.
export function TryIt({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const document = useDocument();
  const { parameters = [], requestBody } = operation;
  const schema = bodySchema(requestBody?.content);
  const [values, setValues] = useState<Record<string, string>>({});
  const [body, setBody] = useState(() => (schema ? JSON.stringify(example(document, schema), null, 2) : ""));
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [running, setRunning] = useState(false);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setRunning(true);
    setOutcome(null);
    await sendOperation(operation, values, schema ? body : null, setOutcome);
    setRunning(false);
  };
  return (
    <form className="space-y-3" onSubmit={(event) => void send(event)}>
      {parameters.map(({ name, required }) => (
        <label key={name} className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[10rem_1fr]">
          <span className="font-mono text-[0.82rem]">{name}</span>
          <input
            className={field}
            required={required}
            value={values[name] ?? ""}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </label>
      ))}
      {schema && (
        <textarea
          aria-label={t("docs.body")}
          className={`${field} field-sizing-content min-h-24`}
          spellCheck={false}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      )}
      <Button primary type="submit" disabled={running}>
        {t("docs.send")}
      </Button>
      {outcome && (
        <div role="status">
          <p className="font-mono text-[0.82rem] font-semibold">{outcome.status}</p>
          <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded-xl border border-line bg-code p-4 font-mono text-[0.82rem]">
            {outcome.text}
          </pre>
        </div>
      )}
    </form>
  );
}
