"""Runs, proposals and matches, to look at: they change only through the product."""

from django.contrib import admin

from matching.models import (
    Advice,
    Alternative,
    CallRequest,
    HeldSlot,
    Match,
    MatchingRun,
    Milestone,
    Override,
    PassedOver,
    PendingChange,
    Proposal,
    Question,
    RunComponent,
    RunFigures,
    Snapshot,
    Unplaced,
    Visit,
)
from programmes.admin.records import RecordAdmin


@admin.register(MatchingRun)
class MatchingRunAdmin(RecordAdmin):
    list_display = (
        "id",
        "region",
        "programme",
        "number",
        "state",
        "phase",
        "found",
        "requested_at",
        "failure",
    )
    list_filter = ("state", "region", "programme")


@admin.register(Proposal)
class ProposalAdmin(RecordAdmin):
    list_display = ("id", "run_id", "volunteer_id", "family_id", "state", "score", "minutes", "approved_at")
    list_filter = ("state", "urgent")


@admin.register(Override)
class OverrideAdmin(RecordAdmin):
    list_display = ("id", "kind", "region", "volunteer_id", "family_id", "state", "until", "created_at")
    list_filter = ("kind", "state", "region", "programme")


@admin.register(Alternative)
class AlternativeAdmin(RecordAdmin):
    list_display = ("id", "proposal_id", "unplaced_id", "rank", "volunteer_id", "change", "exact")


@admin.register(Unplaced)
class UnplacedAdmin(RecordAdmin):
    list_display = (
        "id",
        "run_id",
        "rank",
        "family_id",
        "kind",
        "blocker",
        "relaxed_rule",
        "sharing_families",
    )
    list_filter = ("kind", "blocker", "urgent")


@admin.register(Advice)
class AdviceAdmin(RecordAdmin):
    list_display = ("id", "run_id", "rank", "district", "language", "day", "part", "families", "exact")


@admin.register(Match)
class MatchAdmin(RecordAdmin):
    list_display = (
        "id",
        "region",
        "programme",
        "volunteer_id",
        "family_id",
        "state",
        "proposed_at",
        "ended_at",
    )
    list_filter = ("state", "region", "programme")


@admin.register(Snapshot)
class SnapshotAdmin(RecordAdmin):
    list_display = ("run_id", "taken_at", "volunteers", "families", "sha256")


@admin.register(RunFigures)
class RunFiguresAdmin(RecordAdmin):
    list_display = ("run_id", "waiting", "placed", "baseline_placed", "pairs")


@admin.register(HeldSlot)
class HeldSlotAdmin(RecordAdmin):
    list_display = ("match_id", "volunteer", "weeks", "minutes", "is_open")


@admin.register(RunComponent)
class RunComponentAdmin(RecordAdmin):
    list_display = ("run_id", "number", "pairs", "found", "at_most", "seconds", "attempts", "failure")


@admin.register(PendingChange)
class PendingChangeAdmin(RecordAdmin):
    list_display = ("id", "run_id", "kind", "volunteer_id", "family_id", "change", "exact", "made_at")


@admin.register(PassedOver)
class PassedOverAdmin(RecordAdmin):
    list_display = ("id", "run_id", "family_id", "written_at")


@admin.register(Visit)
class VisitAdmin(RecordAdmin):
    list_display = ("id", "match_id", "on", "held", "missed_reason", "minutes", "logged_at")
    list_filter = ("held", "missed_reason")


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    list_display = ("id", "match_id", "kind", "on", "impression", "recorded_at")
    list_filter = ("kind", "impression")


@admin.register(Question)
class QuestionAdmin(RecordAdmin):
    list_display = ("id", "volunteer_id", "match_id", "asked_at", "answered_at")


@admin.register(CallRequest)
class CallRequestAdmin(RecordAdmin):
    list_display = ("id", "match_id", "asked_at", "settled_at")
