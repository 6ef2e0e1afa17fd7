const schemes = new Set(["http:", "https:", "mailto:", "tel:"]);
const picture = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,/i;

// Where a link in foreign text may lead, or "" for nowhere. A path of this server or a whole address; nothing in between.
export function safeLink(url: string): string {
  if (/^(?:#|\/(?!\/))/.test(url)) return url;
  try {
    return schemes.has(new URL(url).protocol) ? url : "";
  } catch {
    return "";
  }
}

// A picture is fetched without a click, so another host would learn that, and when, the answer was read:
// only our own pictures are shown.
export function isOwnPicture(url: string): boolean {
  if (picture.test(url)) return true;
  try {
    return new URL(url, location.href).origin === location.origin;
  } catch {
    return false;
  }
}

// react-markdown's gate for every address: pictures in the text itself pass, everything else must be a safe link.
export const gateUrl = (url: string) => (picture.test(url) ? url : safeLink(url));
