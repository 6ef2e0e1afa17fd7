import { useQuery } from "@tanstack/react-query";
import { listGroups, listUsers } from "@/api/admin";
import type { SubjectKind } from "./subject-kinds";

// As many people as one reply holds.
const usersMax = 200;

const useUsers = (enabled: boolean) =>
  useQuery({ queryKey: ["admin", "users", "subjects"], queryFn: () => listUsers({ limit: usersMax }), enabled }).data?.users ?? [];

const useGroups = (enabled: boolean) =>
  useQuery({ queryKey: ["admin", "groups"], queryFn: listGroups, enabled }).data ?? [];

// Those to choose from, where there is a list of them; null where only an id will do.
export function useSubjects(kind: SubjectKind): { value: string; label: string }[] | null {
  const users = useUsers(kind === "user");
  const groups = useGroups(kind === "group");
  if (kind === "user") return users.map(({ id, name, email }) => ({ value: id, label: email ? `${name} (${email})` : name }));
  if (kind === "group") return groups.map(({ id, name }) => ({ value: id, label: name }));
  return null;
}

// The names behind the ids of people and groups.
export function useSubjectNames(): ReadonlyMap<string, string> {
  return new Map([...useUsers(true), ...useGroups(true)].map(({ id, name }) => [id, name]));
}
