import { useTranslation } from "react-i18next";
import type { ResetToken, User } from "@/api/admin";
import { formatDateTime } from "@/lib/format";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { ShownOnce } from "@/ui/shown-once";

export interface Reset extends ResetToken {
  user: User;
}

// The link with which somebody sets a password. The token stands behind the "#", which no server or proxy logs.
export function ResetDialog({ reset, onClose }: { reset: Reset | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame narrow open={reset !== null} title={t("admin.resetTitle")} onOpenChange={(open) => open || onClose()}>
      {reset && (
        <div className="space-y-5">
          <ShownOnce
            label={t("admin.resetFor", { name: reset.user.name || reset.user.email || "" })}
            secret={`${location.origin}/reset#token=${encodeURIComponent(reset.token)}`}
            hint={t("admin.resetHint", { when: formatDateTime(reset.expires_at) })}
          />
          <div className="flex justify-end">
            <Button primary onClick={onClose}>
              {t("common.done")}
            </Button>
          </div>
        </div>
      )}
    </DialogFrame>
  );
}
