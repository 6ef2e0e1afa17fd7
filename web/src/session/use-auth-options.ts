import { useQuery } from "@tanstack/react-query";
import { getAuthOptions } from "@/api/account";

// Which ways in this server offers.
export const useAuthOptions = () => useQuery({ queryKey: ["auth-options"], queryFn: getAuthOptions }).data;
