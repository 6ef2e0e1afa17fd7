import { Route, Routes } from "react-router";
import { ForgotPage } from "./forgot-page";
import { RegisterPage } from "./register-page";
import { ResetPage } from "./reset-page";
import { SignInPage } from "./sign-in-page";

// The ways in.
export default function SignedOut() {
  return (
    <Routes>
      <Route path="/register" element={<RegisterPage />} />
      <Route path="/forgot" element={<ForgotPage />} />
      <Route path="/reset" element={<ResetPage />} />
      <Route path="*" element={<SignInPage />} />
    </Routes>
  );
}
