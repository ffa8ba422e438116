"""The addresses of signing in and of one's own security."""

from django.urls import URLPattern, path

from fieldday.web.security import overview, passkeys, proof, totp
from fieldday.web.signing_in import passkey, provider, second_step

urlpatterns: list[URLPattern] = [
    path("sign-in/second-step", second_step.second_step, name="second-step"),
    path("sign-in/passkey-question", passkey.question, name="sign-in-passkey-question"),
    path("sign-in/passkey", passkey.answer, name="sign-in-passkey"),
    path("sign-in/provider", provider.out, name="sign-in-provider"),
    path("sign-in/provider/return", provider.back, name="sign-in-provider-return"),
    path("me/security", overview.overview, name="security"),
    path("me/security/proof", proof.proof, name="security-proof"),
    path("me/security/password", overview.password, name="security-password"),
    path("me/security/app", totp.totp, name="security-totp"),
    path("me/security/app/removal", totp.totp_removal, name="security-totp-removal"),
    path("me/security/recovery-codes", totp.codes, name="security-codes"),
    path("me/security/passkey-question", passkeys.question, name="security-passkey-question"),
    path("me/security/passkeys", passkeys.passkeys, name="security-passkeys"),
    path("me/security/passkeys/<int:pk>", passkeys.passkey, name="security-passkey"),
    path("me/security/passkeys/<int:pk>/removal", passkeys.passkey_removal, name="security-passkey-removal"),
    path("me/security/sessions/<str:handle>/end", overview.session_end, name="security-session-end"),
    path("me/security/other-sessions/end", overview.other_sessions_end, name="security-sessions-end"),
    path("me/security/roles", overview.roles, name="security-roles"),
]
