from django.urls import path

from counterpart.capabilities.performance.views import action_plans, coverage, judging, returns, round

urlpatterns = [
    path("agreements/<str:reference>/returns", returns.returns, name="returns"),
    path("agreements/<str:reference>/returns/send", returns.send, name="send"),
    path("agreements/<str:reference>/returns/<str:number>", returns.one_return, name="return"),
    path("agreements/<str:reference>/indicators", judging.indicators, name="indicators"),
    path("agreements/<str:reference>/portfolio", judging.portfolio, name="portfolio"),
    path("agreements/<str:reference>/data-quality", judging.data_quality, name="data-quality"),
    path("agreements/<str:reference>/indicators/<str:code>", judging.indicator, name="indicator"),
    path("agreements/<str:reference>/blank/<str:kind>.xlsx", returns.blank, name="blank"),
    path("agreements/<str:reference>/rounds", round.rounds, name="rounds"),
    path("agreements/<str:reference>/rounds/<str:number>", round.one_round, name="round"),
    path("agreements/<str:reference>/rounds/<str:number>/targets/<str:code>", round.target, name="round-target"),
    path("agreements/<str:reference>/action-plans", action_plans.plans, name="action-plans"),
    path(
        "agreements/<str:reference>/action-plans/<str:year>",
        action_plans.plans_of_a_year,
        name="action-plans-of-a-year",
    ),
    path("agreements/<str:reference>/action-plans/<str:year>/<str:code>", action_plans.plan, name="action-plan"),
    path("agreements/<str:reference>/coverage", coverage.coverage, name="coverage"),
]
