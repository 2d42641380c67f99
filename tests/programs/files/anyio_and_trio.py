import anyio
import trio


async def main():
    send, receive = anyio.create_memory_object_stream(2)

    async def produce():
        async with send:
            for number in range(3):
                await send.send(number)

    async with anyio.create_task_group() as group:
        group.start_soon(produce)
        async with receive:
            print([number async for number in receive])
    print(await anyio.to_thread.run_sync(lambda: "from a thread"))
    with anyio.move_on_after(0.01) as scope:
        await anyio.sleep(10)
    print(scope.cancelled_caught)


for backend in ("asyncio", "trio"):
    anyio.run(main, backend=backend)


async def nursery():
    async def boom():
        raise KeyError("boom")

    try:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(boom)
            nursery.start_soon(trio.sleep, 10)
    except* KeyError as group:
        print(group.exceptions)


trio.run(nursery)
