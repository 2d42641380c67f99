import asyncio


async def work(name, queue):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(0)
        print(name, item * item)


async def main():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(work("worker", queue))]
    for number in range(3):
        queue.put_nowait(number)
    queue.put_nowait(None)
    await asyncio.gather(*tasks)
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("timed out")
    process = await asyncio.create_subprocess_exec("echo", "child", stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    print(output)


asyncio.run(main())
