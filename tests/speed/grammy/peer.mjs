// The peer with grammY and its throttler: all at once, as its documentation has it, or by some workers. A handler answers whoever says something.
import { Bot } from "grammy";
import { apiThrottler } from "@grammyjs/transformer-throttler";

const [root, token, first, people, text, how] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot: root } });
bot.api.config.use(apiThrottler());
// By itself it takes one update after the other and waits for its handler; so that nobody waits for another, this one waits for nothing.
bot.on("message:text", (context) => void context.reply("Dag! Waarmee kan ik helpen?").catch(() => {}));
bot.catch(() => {});
const chats = Array.from({ length: Number(people) }, (_, number) => Number(first) + number);
const send = (chat) => bot.api.sendMessage(chat, text).catch(() => {});
const waiting = [...chats];
const work = async () => {
    for (let chat = waiting.shift(); chat !== undefined; chat = waiting.shift()) await send(chat);
};
bot.start({
    onStart: () => (how === "all" ? Promise.all(chats.map(send)) : Promise.all(Array.from({ length: 8 }, work))),
});
