"""How far the job is, and whether anybody still waits for it."""

import os
import threading
import time


class Status:
    """Says now and then how many executors there are and how many stages are done."""

    def __init__(self, movierec):
        self.movierec = movierec
        self.context = None
        self.stages = {}
        threading.Thread(target=self._run, daemon=True).start()

    def watch(self, context):
        self.context = context

    def _run(self):
        while True:
            if not self.movierec.is_there():
                os._exit(1)
            if self.context is not None:
                try:
                    self._report()
                except Exception:
                    pass  # the context is being stopped: its end is told by the main thread
            time.sleep(self.movierec.seconds)

    def _report(self):
        tracker = self.context._jsc.sc().statusTracker()
        executors = len(tracker.getExecutorInfos())
        # The driver counts as one, and alone does the work only of a local master.
        if not self.context.master.startswith("local"):
            executors -= 1
        for job in tracker.getJobIdsForGroup(None):
            info = tracker.getJobInfo(job)
            if info.isDefined():
                over = str(info.get().status()) != "RUNNING"
                for stage in info.get().stageIds():
                    if self.stages.get(stage) is not True:
                        self.stages[stage] = over or _is_done(tracker, stage)
        self.movierec.hear(executors=executors, done=sum(self.stages.values()), total=len(self.stages))


def _is_done(tracker, stage):
    info = tracker.getStageInfo(stage)
    return info.isDefined() and 0 < info.get().numTasks() == info.get().numCompletedTasks()
