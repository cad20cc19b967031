"""Share hand-ins out: among threads of this process, each with its own sandbox, or among a Dask cluster's workers."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from oped.cluster import workers_on
from oped.grading.take_in import HandIn
from oped.grading.worker import Graded, Package, close_warm, grade_one

if TYPE_CHECKING:
    from distributed import Future

Done = tuple[HandIn, Graded]

_PER_WORKER = 3
"""How many hand-ins are on their way to each worker, so that memory does not grow with the class."""

_SECONDS_TO_END = 20.0


def graded_here(package: Package, hand_ins: Iterator[HandIn], workers: int) -> Generator[Done, None, None]:
    """Grade on threads: what takes time is done by the processes that each of them keeps warm.

    Raises:
        OpedError: nothing can be graded here.
    """
    to_do: SimpleQueue[HandIn | None] = SimpleQueue()
    done: SimpleQueue[Done | BaseException] = SimpleQueue()
    threads = [Thread(target=_work, args=(package, to_do, done), daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        yield from _handed_out(hand_ins, to_do, done, at_once=_PER_WORKER * workers)
    finally:
        with suppress(Empty):
            while True:
                to_do.get_nowait()
        for _ in threads:
            to_do.put(None)
        for thread in threads:
            thread.join(_SECONDS_TO_END)


def graded_on(cluster: str, package: Package, hand_ins: Iterator[HandIn]) -> Iterator[Done]:
    """Grade on the workers of a Dask scheduler; what a dead worker had is done by another one.

    Raises:
        OpedError: no scheduler answers, its workers lack oped, or nothing can be graded there.
    """
    from distributed import as_completed

    with workers_on(cluster, 0, "oped.grading.worker") as client:
        everywhere = client.scatter(package, broadcast=True, hash=False)
        on_their_way: dict[object, HandIn] = {}

        def submit(chosen: Iterable[HandIn]) -> "list[Future[Graded]]":
            futures = []
            for hand_in in chosen:
                future = client.submit(grade_one, everywhere, hand_in, pure=False)
                on_their_way[future.key] = hand_in
                futures.append(future)
            return futures

        at_once = _PER_WORKER * max(sum(client.nthreads().values()), 1)
        finished = as_completed(submit(islice(hand_ins, at_once)))
        for future in finished:
            yield on_their_way.pop(future.key), future.result()
            future.release()
            finished.update(submit(islice(hand_ins, 1)))


def _handed_out(
    hand_ins: Iterator[HandIn],
    to_do: "SimpleQueue[HandIn | None]",
    done: "SimpleQueue[Done | BaseException]",
    at_once: int,
) -> Iterator[Done]:
    """Keep so many hand-ins on their way, and give each that is done."""
    on_their_way = 0
    while True:
        for hand_in in islice(hand_ins, at_once - on_their_way):
            to_do.put(hand_in)
            on_their_way += 1
        if not on_their_way:
            return
        result = done.get()
        if isinstance(result, BaseException):
            raise result
        on_their_way -= 1
        yield result


def _work(package: Package, to_do: "SimpleQueue[HandIn | None]", done: "SimpleQueue[Done | BaseException]") -> None:
    """Grade one hand-in after another until there is none, then end what was kept warm."""
    try:
        for hand_in in iter(to_do.get, None):
            done.put((hand_in, grade_one(package, hand_in)))
    except BaseException as error:  # so that whoever waits for a result hears of it
        done.put(error)
    finally:
        close_warm()
