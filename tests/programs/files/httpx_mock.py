import asyncio

import httpx


def answer(request):
    if request.url.path == "/old":
        return httpx.Response(301, headers={"Location": "/new"})
    return httpx.Response(200, json={"method": request.method, "path": request.url.path})


with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://test") as client:
    response = client.get("/old", follow_redirects=True)
    print(response.status_code, response.json(), [r.status_code for r in response.history])
    print(client.post("/form", data={"a": "1"}).request.content)


async def main():
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        answers = await asyncio.gather(*(client.get(f"http://test/{n}") for n in range(3)))
        print([answer.json()["path"] for answer in answers])


asyncio.run(main())
