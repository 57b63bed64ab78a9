// People with matrix-js-sdk and its Rust crypto, in one process. A JSON line in is a request {"n", "who", "do", …}, a JSON line out is its
// answer {"n", "answer"|"error"} or something that someone saw {"who", "event"}.
import { createInterface } from "node:readline";

for (const level of ["log", "info", "debug", "warn", "trace"]) console[level] = () => {};
const write = (value) => process.stdout.write(JSON.stringify(value) + "\n");
process.on("unhandledRejection", (error) => process.stderr.write(`unhandled ${error}\n`));

const sdk = await import("matrix-js-sdk");
const api = await import("matrix-js-sdk/lib/crypto-api/index.js");
const wasm = await import("@matrix-org/matrix-sdk-crypto-wasm");
const { logger } = await import("matrix-js-sdk/lib/logger.js");
logger.setLevel("silent");

const people = new Map();

function report(who, event, room) {
    const content = event.getContent();
    write({
        who,
        event: {
            id: event.getId(),
            room: room ? room.roomId : event.getRoomId(),
            sender: event.getSender(),
            type: event.getType(),
            content: event.getType() === "m.room.message" && event.replacingEvent() ? event.getOriginalContent() : content,
            relation: event.getWireContent()["m.relates_to"] ?? null,
            encrypted: event.isEncrypted(),
            failed: event.isDecryptionFailure(),
            state: event.isState(),
        },
    });
}

const does = {
    async login({ who, root, user, password, strict, first }) {
        const start = sdk.createClient({ baseUrl: root });
        const session = await start.loginRequest({ type: "m.login.password", identifier: { type: "m.id.user", user }, password });
        const client = sdk.createClient({
            baseUrl: root,
            accessToken: session.access_token,
            userId: session.user_id,
            deviceId: session.device_id,
        });
        people.set(who, client);
        await client.initRustCrypto({ useIndexedDB: false });
        const crypto = client.getCrypto();
        crypto.setDeviceIsolationMode(strict ? new api.OnlySignedDevicesIsolationMode() : new api.AllDevicesIsolationMode(false));
        const proof = { type: "m.login.password", identifier: { type: "m.id.user", user }, password };
        if (first) await crypto.bootstrapCrossSigning({ authUploadDeviceSigningKeys: (ask) => ask(proof) });
        let line = Promise.resolve();
        client.on("Room.timeline", (event, room, toStart, removed, data) => {
            if (toStart || removed || !data.liveEvent) return;
            line = line.then(async () => {
                await client.decryptEventIfNeeded(event);
                if (event.isDecryptionFailure()) event.once("Event.decrypted", () => report(who, event, room));
                report(who, event, room);
            });
        });
        client.on("RoomMember.typing", (event, member) => write({ who, typing: { user: member.userId, on: member.typing } }));
        client.on("Room.receipt", (event) => write({ who, receipt: event.getContent() }));
        const synced = new Promise((done) => client.on("sync", (state) => state === "PREPARED" && done()));
        await client.startClient({ initialSyncLimit: 20, pendingEventOrdering: "detached" });
        await synced;
        return { user: session.user_id, device: session.device_id };
    },
    async create({ who, invite, encrypted, direct, preset }) {
        const state = encrypted
            ? [{ type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } }]
            : [];
        const made = await people.get(who).createRoom({
            invite, is_direct: direct, preset: preset ?? "trusted_private_chat", initial_state: state,
        });
        return made.room_id;
    },
    async members({ who, room }) {
        const found = people.get(who).getRoom(room);
        return found ? found.getMembers().map((member) => [member.userId, member.membership]) : [];
    },
    async send({ who, room, type, content }) {
        const client = people.get(who);
        const txn = client.makeTxnId();
        let send = () => client.sendEvent(room, null, type, content, txn);
        for (let tries = 0; ; tries++) {
            try {
                return (await send()).event_id;
            } catch (error) {
                const found = client.getRoom(room).getPendingEvents().find((event) => event.getTxnId() === txn);
                if (tries > 60) throw error;
                if (found) send = () => client.resendEvent(found, client.getRoom(room));
                await new Promise((done) => setTimeout(done, 500));
            }
        }
    },
    async device({ who, user }) {
        const found = await people.get(who).downloadKeysForUsers([user]);
        return Object.keys(found.device_keys[user])[0];
    },
    async claim({ who, user, device }) {
        return people.get(who).claimOneTimeKeys([[user, device]], "signed_curve25519");
    },
    async raw({ who, room, content }) {
        const path = `/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${Math.random().toString(36).slice(2)}`;
        return (await people.get(who).http.authedRequest("PUT", path, undefined, content)).event_id;
    },
    async redact({ who, room, event }) {
        return (await people.get(who).redactEvent(room, event)).event_id;
    },
    async poll({ who, room, event }) {
        const found = people.get(who).getRoom(room).findEventById(event);
        const start = found.unstableExtensibleEvent;
        return { question: start.question.text, answers: start.answers.map((answer) => [answer.id, answer.text]) };
    },
    async stands({ who, room, event }) {
        const found = people.get(who).getRoom(room).findEventById(event);
        return { text: found.getContent().body ?? "", gone: found.isRedacted(), changed: Boolean(found.replacingEvent()) };
    },
    async leave({ who, room }) {
        await people.get(who).leave(room);
    },
    async join({ who, room }) {
        await people.get(who).joinRoom(room);
    },
    async invite({ who, room, user }) {
        await people.get(who).invite(room, user);
    },
    async kick({ who, room, user }) {
        await people.get(who).kick(room, user);
    },
    async download({ who, content }) {
        const client = people.get(who);
        const url = client.mxcUrlToHttp(content.file ? content.file.url : content.url, undefined, undefined, undefined, false, true, true);
        const answer = await fetch(url, { headers: { Authorization: `Bearer ${client.getAccessToken()}` } });
        let data = new Uint8Array(await answer.arrayBuffer());
        if (content.file) data = wasm.Attachment.decrypt(new wasm.EncryptedAttachment(data, JSON.stringify(content.file)));
        return Buffer.from(data).toString("base64");
    },
    async upload({ who, data, encrypted }) {
        const bytes = new Uint8Array(Buffer.from(data, "base64"));
        const client = people.get(who);
        if (!encrypted) return { url: (await client.uploadContent(new Blob([bytes]))).content_uri };
        const sealed = wasm.Attachment.encrypt(bytes);
        const keys = JSON.parse(sealed.mediaEncryptionInfo);
        return { file: { ...keys, url: (await client.uploadContent(new Blob([sealed.encryptedData]))).content_uri } };
    },
    async profile({ who, user }) {
        return people.get(who).getProfileInfo(user);
    },
    async signed({ who, user, device }) {
        await people.get(who).getCrypto().getUserDeviceInfo([user], true);
        const found = await people.get(who).getCrypto().getDeviceVerificationStatus(user, device);
        return found ? found.signedByOwner : false;
    },
    async stop({ who }) {
        people.get(who).stopClient();
        people.delete(who);
    },
};

for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    does[asked.do](asked).then(
        (answer) => write({ n: asked.n, answer: answer ?? null }),
        (error) => write({ n: asked.n, error: String(error) }),
    );
}
process.exit(0);
