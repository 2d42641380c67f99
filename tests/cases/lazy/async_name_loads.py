# Coroutines and async generators.
import asyncio
import m, n
async def numbers():
    yield n.VALUE
async def main():
    print(m.VALUE, [number async for number in numbers()])
asyncio.run(main())
#--- lazy
#| LOAD m
#| LOAD n
#| 1 [2]
