"""`sync`: fetches the suppliers' lists side by side."""

import asyncio
import concurrent.futures
import ssl
import urllib.request

SUPPLIERS = ()


def fetch(address):
    with urllib.request.urlopen(address, context=ssl.create_default_context()) as answer:
        return answer.read()


async def fetch_all():
    with concurrent.futures.ThreadPoolExecutor() as pool:
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(pool, fetch, one) for one in SUPPLIERS))


def run():
    print(len(asyncio.run(fetch_all())), "lists")
