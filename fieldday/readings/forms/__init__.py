"""The sales office's A4 forms: 拜訪計畫表, 業務日報, 週拜訪計畫與實績表, and a team's day of them."""
