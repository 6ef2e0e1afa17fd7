import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { createPrompt, deletePrompt, getPrompt, promptParts, updatePrompt, type Prompt, type PromptBody } from "@/api/prompts";
import { announce } from "@/lib/announce";
import { useSubmit } from "@/lib/use-submit";
import { useSession } from "@/session/session-store";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Checkbox, TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { ListState } from "@/ui/list-state";
import { Card, PageHead } from "@/ui/page-part";
import { TextArea } from "@/ui/text-area";
import { bodyOf, draftOf, emptyDraft, isSame } from "./draft";
import { ExampleList } from "./example-list";
import { TryPrompt } from "./try-prompt";
import { VariableList } from "./variable-list";
import { VersionList } from "./version-list";

const base = "/settings/prompts";

// One template: to read, to change, to try. A new one may begin as a copy (?from=).
export function PromptEditor() {
  const { t } = useTranslation();
  const { id = "new" } = useParams();
  const from = useSearchParams()[0].get("from");
  const wanted = id === "new" ? from : id;
  const prompt = useQuery({ queryKey: ["prompts", wanted], queryFn: () => getPrompt(wanted!), enabled: wanted !== null });
  if (id === "new" && !from) return <Editor key="new" prompt={null} draft={emptyDraft} />;
  if (!prompt.data) return <ListState query={prompt} empty={false} nothing="" />;
  if (id !== "new") return <Editor key={id} prompt={prompt.data} draft={draftOf(prompt.data)} />;
  const copy = { ...draftOf(prompt.data), shared: false, name: t("prompts.copyOf", { name: prompt.data.name }) };
  return <Editor key={`copy of ${from}`} prompt={null} draft={copy} />;
}

function Editor({ prompt, draft: first }: { prompt: Prompt | null; draft: PromptBody }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const anonymous = useSession((state) => state.anonymous);
  const [draft, setDraft] = useState(first);
  const [removing, setRemoving] = useState(false);
  const readOnly = prompt !== null && prompt.may === "read";
  const unsaved = prompt === null || !isSame(draft, draftOf(prompt));
  const set = (part: Partial<PromptBody>) => setDraft((before) => ({ ...before, ...part }));
  const setTemplate = (part: Partial<PromptBody["template"]>) =>
    setDraft((before) => ({ ...before, template: { ...before.template, ...part } }));

  const { busy, error, submit, problem } = useSubmit(async () => {
    const body = bodyOf(draft);
    const saved = prompt ? await updatePrompt(prompt.id, { ...body, version: prompt.newest_version }) : await createPrompt(body);
    client.setQueryData(["prompts", saved.id], saved);
    void client.invalidateQueries({ queryKey: ["prompts", "list"] });
    setDraft(draftOf(saved));
    announce(t("prompts.saved"));
    if (!prompt) void navigate(`${base}/${saved.id}`, { replace: true });
  });

  const open = async (version: number) => {
    const { template } = await getPrompt(prompt!.id, version);
    set({ template });
    announce(t("prompts.opened", { version }));
  };

  return (
    <>
      <PageHead
        title={prompt?.name ?? t("prompts.new")}
        {...(prompt?.description && readOnly ? { hint: prompt.description } : {})}
        actions={
          <>
            {prompt?.shipped && <Badge>{t("prompts.shipped")}</Badge>}
            {prompt?.owner && <Badge>{t("prompts.by", { name: prompt.owner.name })}</Badge>}
            {prompt && <Button onClick={() => void navigate(`${base}/new?from=${prompt.id}`)}>{t("prompts.makeCopy")}</Button>}
            {prompt && !readOnly && (
              <Button danger onClick={() => setRemoving(true)}>
                {t("prompts.delete")}
              </Button>
            )}
          </>
        }
      />
      <form onSubmit={submit}>
        {!readOnly && (
          <Card title={t("prompts.about")}>
            <div className="space-y-4">
              <TextField
                label={t("prompts.name")}
                required
                maxLength={100}
                autoComplete="off"
                value={draft.name}
                onChange={(name) => set({ name })}
                problem={problem("name")}
              />
              <TextArea
                label={t("prompts.description")}
                maxLength={1000}
                value={draft.description}
                onChange={(description) => set({ description })}
                problem={problem("description")}
              />
              {!anonymous && (
                <Checkbox
                  label={t("prompts.share")}
                  hint={t("prompts.shareHint")}
                  checked={draft.shared}
                  onChange={(shared) => set({ shared })}
                />
              )}
            </div>
          </Card>
        )}
        <Card title={t("prompts.parts")} hint={t("prompts.partsHint", { place: "{{name}}" })}>
          <div className="space-y-4">
            {promptParts.map((part) => (
              <TextArea
                key={part}
                label={t(`prompts.part.${part}`)}
                hint={t(`prompts.partHint.${part}`)}
                maxLength={20_000}
                readOnly={readOnly}
                value={draft.template[part]}
                onChange={(text) => setTemplate({ [part]: text })}
                problem={problem(`template/${part}`)}
              />
            ))}
          </div>
        </Card>
        <ExampleList
          examples={draft.template.examples}
          disabled={readOnly}
          onChange={(examples) => setTemplate({ examples })}
          problem={problem}
        />
        <VariableList template={draft.template} disabled={readOnly} onChange={(template) => set({ template })} />
        {!readOnly && (
          <div className="mb-5 space-y-3">
            <FormError error={error} />
            <div className="flex justify-end gap-2">
              <Button primary type="submit" disabled={busy || !unsaved || draft.name.trim() === ""}>
                {t("common.save")}
              </Button>
            </div>
          </div>
        )}
      </form>
      {prompt && <TryPrompt key={`${prompt.id} ${prompt.newest_version}`} prompt={prompt} unsaved={!readOnly && unsaved} />}
      {prompt && !prompt.shipped && <VersionList prompt={prompt} onOpen={(version) => void open(version)} />}
      <ConfirmDialog
        open={removing}
        title={t("prompts.deleteTitle", { name: prompt?.name ?? "" })}
        text={t("prompts.deleteText")}
        action={t("prompts.delete")}
        onClose={() => setRemoving(false)}
        onConfirm={async () => {
          await deletePrompt(prompt!.id);
          await client.invalidateQueries({ queryKey: ["prompts", "list"] });
          announce(t("prompts.deleted"));
          void navigate(base);
        }}
      />
    </>
  );
}
