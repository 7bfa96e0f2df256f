/* A passkey's answer, put into a form and sent with it (WebAuthn Level 3). No inline script, no global name.

   <form data-passkey="get | create"
         data-options='{"publicKey": …}'      the options, as the server made them
         data-options-url="/…"                or where to fetch them ({"request_options": {"publicKey": …}})
         data-field="credential">             the hidden field that takes the answer; "credential" if not said
     <p hidden data-passkey-failed>…</p>      shown when the browser gives no answer
   </form>

   Without a script the form does not ask: the page says so in <noscript>. */

(() => {
  "use strict";

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const credentials = (list) => (list || []).map((entry) => ({ ...entry, id: bytes(entry.id) }));

  const forGet = (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: credentials(options.allowCredentials),
  });
  const forCreate = (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: credentials(options.excludeCredentials),
  });

  const PARTS = ["clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject"];
  const plain = (credential) => {
    const response = {};
    for (const part of PARTS) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
  };

  const optionsOf = async (form) => {
    if (!form.dataset.optionsUrl) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`options: status ${answer.status}`);
    return (await answer.json()).request_options;
  };

  const ask = async (form) => {
    const { publicKey } = await optionsOf(form);
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: forCreate(publicKey) })
      : navigator.credentials.get({ publicKey: forGet(publicKey) });
  };

  const answerAndSend = async (form) => {
    const failed = form.querySelector("[data-passkey-failed]");
    if (failed) failed.hidden = true;
    form.setAttribute("aria-busy", "true");
    try {
      form.elements[form.dataset.field || "credential"].value = JSON.stringify(plain(await ask(form)));
      form.submit();
    } catch (error) {
      form.removeAttribute("aria-busy");
      if (failed) failed.hidden = false;
      console.warn(error);
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-passkey]")) return;
    event.preventDefault();
    if (event.target.getAttribute("aria-busy") !== "true") answerAndSend(event.target);
  });
})();
