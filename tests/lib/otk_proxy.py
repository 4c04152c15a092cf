"""A TCP proxy between one service and PostgreSQL that can be told to be a bad network. A process of its own.

mode    PASS, SLOW (each piece waits `delay_ms`), RESET: the next COMMIT is lost, with its answer (after) or itself (before), and the
        connection with it, `left` times; BEFORE: the connection ends before `statement` is run; or BETWEEN: it is answered, and the connection
        ends with the client's next word
"""
import asyncio
import ctypes
import multiprocessing
import random
import re
import socket
import struct

PASS, SLOW, RESET, BEFORE, BETWEEN = range(5)
COMMIT = b'COMMIT\0'  # as a command of its own, or behind what is saved


class Proxy:
    def __init__(self, target_port, mode, delay_ms, left, statement, seed):
        self.target_port, self.mode, self.delay_ms, self.left, self.statement = target_port, mode, delay_ms, left, statement
        self.rng = random.Random(f'{seed} proxy')

    async def serve(self, client_reader, client_writer):
        try:
            server_reader, server_writer = await asyncio.open_connection('127.0.0.1', self.target_port)
        except OSError:
            client_writer.close()
            return
        ways = [asyncio.ensure_future(self.carry(client_reader, server_writer, client_writer)),
                asyncio.ensure_future(self.carry(server_reader, client_writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for writer in (client_writer, server_writer):
            writer.close()

    async def carry(self, reader, writer, client=None):
        """From one side to the other; `client` is given on the way to the server, where a COMMIT can be met."""
        ends = False
        try:
            while data := await reader.read(1 << 16):
                if ends:
                    self.cut(client)
                    return
                if self.mode.value == SLOW:
                    await asyncio.sleep(self.delay_ms.value / 1000)
                if client and self.mode.value == RESET and COMMIT in data and self.take():
                    await self.lose(writer, data, client)
                    return
                mode = self.mode.value
                ends = client and mode in (BEFORE, BETWEEN) and self.runs_statement(data) and self.take()
                if ends and mode == BEFORE:
                    self.cut(client)
                    return
                writer.write(data)
                await writer.drain()
        except (OSError, asyncio.CancelledError):
            pass

    def runs_statement(self, data):
        """Whether it holds a Bind of the statement: the unnamed portal, then the statement's name."""
        return re.search(rb'B....\0' + re.escape(self.statement.value) + rb'\0', data, re.DOTALL)

    def take(self):
        with self.left.get_lock():
            self.left.value -= self.left.value > 0
            if self.left.value == 0:
                self.mode.value = PASS
        return True

    async def lose(self, writer, data, client):
        """The client is cut off by a reset: in half of the cases its COMMIT has its effect, in the others it never comes."""
        self.cut(client)
        if self.rng.random() < 0.5:
            writer.write(data)
            await writer.drain()
            await asyncio.sleep(0.2)

    @staticmethod
    def cut(writer):
        writer.get_extra_info('socket').setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        writer.transport.abort()


class Control:
    """Starts the proxy on `port` and tells it what to be. Other processes may share it."""

    def __init__(self, port, target_port, seed):
        fork = multiprocessing.get_context('fork')
        self.mode, self.delay_ms, self.left = fork.Value('i', PASS), fork.Value('i', 0), fork.Value('i', 0)
        self.statement = fork.Array('c', 64)
        proxy = Proxy(target_port, self.mode, self.delay_ms, self.left, self.statement, seed)
        self.process = fork.Process(target=main, args=(port, proxy), daemon=True)
        self.process.start()

    def slow(self, delay_ms):
        self.delay_ms.value, self.mode.value = delay_ms, SLOW

    def lose_commits(self, count):
        self.left.value, self.mode.value = count, RESET

    def end_at(self, statement, answered):
        """The connection that next runs this prepared statement ends: before it, or between its answer and what the client says next."""
        self.statement.value, self.left.value, self.mode.value = statement.encode(), 1, BETWEEN if answered else BEFORE

    def normal(self):
        self.mode.value = PASS

    def stop(self):
        self.process.terminate()
        self.process.join()


def main(port, proxy):
    ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL: the port is free again however the test ends
    async def forever():
        server = await asyncio.start_server(proxy.serve, '127.0.0.1', port)
        await server.serve_forever()
    asyncio.run(forever())
